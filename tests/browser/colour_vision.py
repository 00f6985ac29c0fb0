"""How colours look to people who tell fewer of them apart, and on a wall that daylight falls on.

Dichromats: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
IEEE TVCG 15(6), 2009, the matrices for severity 1.0, applied to linear RGB. Distance: CIE 1976 L*a*b* under D65, in
which about 2.3 is just noticeable side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Linear = np.ndarray

_MACHADO: Final = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
_LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])
_TO_XYZ: Final = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
_WHITE: Final = _TO_XYZ.sum(axis=1)


def linear(colour: Sequence[float]) -> Linear:
    """Light of an sRGB colour, each channel 0..255, as 0..1."""
    part = np.array(colour[:3], float) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def luminance(light: Linear) -> float:
    """How bright it is, white is 1."""
    return float(_LUMINANCE @ light)


def contrast(one: Linear, other: Linear) -> float:
    """The ratio of WCAG 2, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def distance(one: Linear, other: Linear) -> float:
    """Delta E*ab; 0 is the same, black and white are 100 apart."""
    return float(np.linalg.norm(_lab(one) - _lab(other)))


def _lab(light: Linear) -> np.ndarray:
    part = _TO_XYZ @ light / _WHITE
    f = np.where(part > (6 / 29) ** 3, np.cbrt(part), part / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _dichromat(name: str) -> Callable[[Linear], Linear]:
    matrix = np.array(_MACHADO[name])
    return lambda light: np.clip(matrix @ light, 0, 1)


def grey(light: Linear) -> Linear:
    """No colours at all."""
    return np.full(3, luminance(light))


def washed_out(light: Linear) -> Linear:
    """Daylight on the wall, as bright as an eighth of the projector's white, and hardly a colour left."""
    return (0.3 * light + 0.7 * grey(light) + 0.125) / 1.125


DICHROMATS: Final = {name: _dichromat(name) for name in _MACHADO}
VISIONS: Final[dict[str, Callable[[Linear], Linear]]] = {
    "all colours": lambda light: light,
    **DICHROMATS,
    "grey": grey,
}
