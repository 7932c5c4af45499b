"""Pages that are pictures: read by Tesseract with its Vietnamese data, where both are installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import Any

from monitor.importing.blocks import trouble

RESOLUTION = 200
SECONDS_PER_PAGE = 60
_INSTALL = "cài tesseract-ocr và tesseract-ocr-vie (Debian/Ubuntu: apt install tesseract-ocr-vie), hoặc lấy bản có chữ"


def recognise(page: Any, number: int) -> list[str]:
    """The lines of a scanned page, empty ones between paragraphs. Raises ImportTrouble where Tesseract is missing."""
    program = shutil.which("tesseract")
    if program is None or "vie" not in _languages(program):
        raise trouble(f"trang {number} là ảnh quét, máy này chưa nhận dạng được chữ Việt", _INSTALL)
    picture = io.BytesIO()
    page.to_image(resolution=RESOLUTION).original.convert("L").save(picture, "PNG")
    command = [program, "stdin", "stdout", "-l", "vie", "--psm", "4"]
    try:
        done = subprocess.run(
            command, input=picture.getvalue(), capture_output=True, timeout=SECONDS_PER_PAGE, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise trouble(f"không nhận dạng được trang {number}", "quét lại rõ hơn, hoặc lấy bản có chữ") from error
    return done.stdout.decode("utf-8", "replace").split("\n")


def _languages(program: str) -> list[str]:
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode("utf-8", "replace").split()
