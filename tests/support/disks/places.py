"""Where a checkout keeps what tests look at."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
"""The checkout."""
SAMPLES = ROOT / "sample_issues"
"""The library of sample issues."""
CORPUS = ROOT.parent / "shared" / "corpus"
"""The real texts beside the checkout; absent in a user's clone."""
