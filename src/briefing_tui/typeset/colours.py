"""Colours of terminals as numbers: the nearest of 256, how much two differ, whether one is light.

Called by the hooks in the framework, the probe and whoever checks a theme. Levels are 0 to 255. Pure.
"""

STEPS = (0, 95, 135, 175, 215, 255)
"""Levels of red, green and blue of the cube, numbers 16 to 231."""


def nearest_256(red: int, green: int, blue: int) -> int:
    """The number, 16 to 255, of the colour nearest to one of 24 bits: itself when it is one of them.

    A grey stays grey and a colour keeps its hue as far as the cube has it: distances weigh what the eye sees (the "redmean" of
    Thiadmer Riemersma), and a tinge too weak for the cube becomes grey instead of the first step of a pure colour.
    """
    cube = tuple(min(range(6), key=lambda step: abs(STEPS[step] - level)) for level in (red, green, blue))
    grey = max(0, min(23, round(((red + green + blue) / 3 - 8) / 10)))
    in_cube = 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    wanted = red, green, blue
    level = 8 + 10 * grey
    as_grey = _distance(wanted, (level, level, level))
    as_cube = _distance(wanted, (STEPS[cube[0]], STEPS[cube[1]], STEPS[cube[2]]))
    return in_cube if as_cube < as_grey else 232 + grey


def in_256(colour: str) -> str:
    """What a terminal of 256 colours shows of `#rrggbb`."""
    number = nearest_256(*parts(colour))
    if number >= 232:
        levels = (8 + 10 * (number - 232),) * 3
    else:
        levels = (STEPS[(number - 16) // 36], STEPS[(number - 16) // 6 % 6], STEPS[(number - 16) % 6])
    return "#{:02x}{:02x}{:02x}".format(*levels)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.1); text needs 4.5."""
    lighter, darker = sorted((_luminance(parts(one)), _luminance(parts(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_light(colour: tuple[int, int, int]) -> bool:
    """Whether black text stands out from a background more than white text does."""
    luminance = _luminance(colour)
    return 1.05 / (luminance + 0.05) < (luminance + 0.05) / 0.05


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    red, green, blue = (first - second for first, second in zip(one, other, strict=True))
    mean = (one[0] + other[0]) / 2
    return (2 + mean / 256) * red * red + 4 * green * green + (2 + (255 - mean) / 256) * blue * blue


def _luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, WCAG 2.1."""
    red, green, blue = (
        level / 255 / 12.92 if level <= 10 else ((level / 255 + 0.055) / 1.055) ** 2.4 for level in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
