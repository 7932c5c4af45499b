"""How the families write moments."""

from __future__ import annotations

from datetime import UTC, datetime

DAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(at: datetime) -> str:
    """27/05/2022."""
    return f"{at:%d/%m/%Y}"


def unpadded(at: datetime) -> str:
    """27/5/2022 11:5."""
    return f"{at.day}/{at.month}/{at.year} {at.hour}:{at.minute}"


def halves(at: datetime) -> str:
    """27/09/2022 7:10 SA."""
    return f"{at:%d/%m/%Y} {at.hour % 12 or 12}:{at:%M} {'SA' if at.hour < 12 else 'CH'}"


def weekday(at: datetime) -> str:
    """Thứ ba."""
    return DAYS[at.weekday()]


def numbered_weekday(at: datetime) -> str:
    """Thứ 3, or Chủ nhật."""
    return "Chủ nhật" if at.weekday() == 6 else f"Thứ {at.weekday() + 2}"


def english(at: datetime) -> str:
    """Monday."""
    return _ENGLISH[at.weekday()]


def rfc822(at: datetime, zone: str = "+0000", minute: int | None = None) -> str:
    """The date of a feed; ``minute`` replaces the true one, as one well-known system does by mistake."""
    utc = at.astimezone(UTC)
    shown = utc.minute if minute is None else minute
    return (
        f"{_ENGLISH[utc.weekday()][:3]}, {utc.day:02} {_MONTHS[utc.month - 1]} {utc.year} "
        f"{utc.hour:02}:{shown:02}:{utc.second:02} {zone}"
    )
