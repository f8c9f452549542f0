"""Units of measurement as abstracts write them: what kind each is of, and its factor to the kind's common unit."""

from __future__ import annotations

# Units of one kind can be compared; the factor brings them to a common one.
_KINDS: dict[str, dict[float, str]] = {
    "%": {1: "% percent percentage"},
    "fold": {1: "fold × x times"},
    "time": {1e-3: "ms millisecond milliseconds msec", 1e-6: "µs μs us microseconds", 1: "s sec secs second seconds",
             60: "min mins minute minutes", 3600: "h hr hrs hour hours", 86400: "d day days",
             604800: "wk wks week weeks", 2629800: "month months mo", 31557600: "year years yr yrs y"},
    "bytes": {1: "bytes byte", 1e3: "KB kB", 1e6: "MB", 1e9: "GB", 1e12: "TB"},
    "mass": {1: "g gram grams", 1e-3: "mg", 1e-6: "µg μg ug mcg", 1e-9: "ng", 1e3: "kg"},
    "length": {1: "m metre metres meter meters", 1e-2: "cm", 1e-3: "mm", 1e-6: "µm μm um", 1e-9: "nm", 1e3: "km"},
    "volume": {1: "l L litre liter", 1e-1: "dl dL", 1e-3: "ml mL", 1e-6: "µl μl µL"},
    "molar": {1e-3: "mM", 1e-6: "µM μM uM", 1e-9: "nM"},
    "frequency": {1: "Hz", 1e3: "kHz", 1e6: "MHz", 1e9: "GHz"},
    "temperature": {1: "°C ℃"},
    "decibel": {1: "dB"},
    "volt": {1: "V", 1e-3: "mV"},
    "mass of a molecule": {1: "Da", 1e3: "kDa"},
    "base pairs": {1: "bp", 1e3: "kb"},
}  # fmt: skip

UNITS: dict[str, tuple[str, float]] = {
    unit: (kind, float(factor))
    for kind, factors in _KINDS.items()
    for factor, spelled in factors.items()
    for unit in spelled.split()
}
