"""Keys and passwords stay where they are kept."""

import pickle
from pathlib import Path

import pytest

from briefing_tui.delivery.secrets import Secret, Secrets
from briefing_tui.errors import SettingsError
from programs.commands import command
from servers.stub_robot import KEY


def secrets(tmp_path: Path, **environ: str) -> Secrets:
    return Secrets(str(tmp_path / "config.toml"), environ)


def write(tmp_path: Path, text: str, mode: int = 0o600) -> Path:
    path = tmp_path / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_secret_of_the_private_file(tmp_path: Path) -> None:
    write(tmp_path, f'staff = "{KEY}"\n')
    assert secrets(tmp_path).get("staff").reveal() == KEY


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o622, 0o601])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    write(tmp_path, f'staff = "{KEY}"\n', mode)
    with pytest.raises(SettingsError) as refused:
        secrets(tmp_path).get("staff")
    assert "chmod 600" in refused.value.hint
    assert KEY not in str(refused.value)


def test_the_environment_and_the_credentials_of_a_service_win(tmp_path: Path) -> None:
    write(tmp_path, 'staff = "of-the-file"\n')
    folder = tmp_path / "credentials"
    folder.mkdir()
    (folder / "staff").write_text("of-the-service\n")
    assert secrets(tmp_path, CREDENTIALS_DIRECTORY=str(folder)).get("staff").reveal() == "of-the-service"
    both = {"CREDENTIALS_DIRECTORY": str(folder), "BRIEFING_SECRET_STAFF": "of-the-environment"}
    assert secrets(tmp_path, **both).get("staff").reveal() == "of-the-environment"
    assert secrets(tmp_path, **both).source("staff") == "BRIEFING_SECRET_STAFF"


@pytest.mark.parametrize(
    "text",
    [
        f"staff = {KEY}\n",
        f'staff = ["{KEY}"]\n',
        f'other = "{KEY}"\n',
        f'staff = "{KEY}\n',
        f'"{KEY}" = 1\n',
        "",
    ],
)
def test_a_fault_of_the_file_does_not_repeat_what_is_in_it(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    with pytest.raises(SettingsError) as refused:
        secrets(tmp_path).get("staff")
    assert KEY not in str(refused.value)
    assert "secrets.toml" in str(refused.value)


def test_a_missing_file_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        secrets(tmp_path).get("staff")
    assert 'staff = "…"' in str(refused.value)


def test_a_fifo_or_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").mkdir()
    with pytest.raises(SettingsError):
        secrets(tmp_path).get("staff")


def test_a_secret_does_not_print_itself() -> None:
    secret = Secret(KEY)
    assert KEY not in f"{secret} {secret!r} {[secret]}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert secret.hide_in(f"url?key={KEY}&x") == "url?key=•••&x"
    address = Secret(f"https://qyapi.weixin.qq.com/x?key={KEY}")
    assert KEY not in address.hide_in(f"… {KEY} …")


CONFIG = f"""
[channels."企业微信推送"]
kind = "wecom"
robot = "{KEY}"
"""


def test_a_key_in_the_settings_is_refused_and_not_repeated(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, encoding="utf-8")
    environ = {"BRIEFING_CONFIG": str(config)}
    for words in (["config", "show"], ["config", "validate"], ["doctor"], ["delivery", "list"]):
        outcome = command("--library", str(tmp_path / "library"), *words, environ=environ)
        assert KEY not in outcome.out + outcome.err
    outcome = command("config", "validate", environ=environ)
    assert outcome.code == 2
    assert "secrets.toml" in outcome.err
