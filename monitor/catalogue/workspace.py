"""A new workspace from the shipped examples: commented, complete, ready to run (INTERFACE, ``init``)."""

from __future__ import annotations

from pathlib import Path

from monitor.catalogue.faults import CatalogueFaults, Fault, did_you_mean, shown

_FILES = {
    "settings.example.yaml": "settings.yaml",
    "examples/units.csv": "units.csv",
    "examples/sections.csv": "sections.csv",
    "examples/holidays.csv": "holidays.csv",
    "examples/README.md": "README.md",
}
_EXAMPLE_PLAN = "examples/plan.yaml"
_SIGNS = ("settings.yaml", "units.csv", "units.xlsx")
"""Any of these shows that a folder is a workspace, though one that lacks something."""


def config_dir() -> Path:
    """The folder of shipped data: inside an installed wheel, else ``config/`` of the checkout."""
    installed = Path(__file__).parents[1] / "data" / "config"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "config"


def plan_ids() -> list[str]:
    """The plans that are shipped."""
    return sorted(path.stem for path in (config_dir() / "plans").glob("*.yaml"))


def write_workspace(folder: Path, plan_id: str | None = None) -> list[Path]:
    """Write a workspace that loads clean; returns the files written. ``plan_id`` None: a small example plan.

    Files that exist are left alone, so a second call adds only what is missing; no example beside a plan of one's own.
    Raises CatalogueFaults for an unknown plan and for a folder that holds something else; OSError when the disk
    refuses.
    """
    _check_folder(folder)
    plan = _plan_source(plan_id)
    wanted = {folder / target: config_dir() / source for source, target in _FILES.items()}
    if plan_id is not None or not any((folder / "plans").glob("*.yaml")):
        wanted[folder / "plans" / f"{plan_id or 'vi-du'}.yaml"] = plan
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    written = []
    for target, source in wanted.items():
        # A table may be an Excel file as well; an example beside it would be a second list of units.
        if not target.exists() and not (target.suffix == ".csv" and target.with_suffix(".xlsx").exists()):
            with target.open("xb") as file:
                file.write(source.read_bytes())
            written.append(target)
    return written


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CatalogueFaults([Fault(str(folder), 0, "không phải thư mục", "chọn một thư mục mới")])
    if folder.is_dir() and any(folder.iterdir()) and not any((folder / name).is_file() for name in _SIGNS):
        what = "thư mục không trống và không phải thư mục làm việc của dondoc"
        raise CatalogueFaults([Fault(str(folder), 0, what, "chọn thư mục mới hoặc trống")])
    check_subfolders(folder)


def check_subfolders(folder: Path) -> None:
    """What must be folders of a workspace are no files. Raises CatalogueFaults."""
    inside = [folder / name for name in ("plans", "data")]
    faults = [
        Fault(str(path), 0, "là một tệp, ở đây phải là thư mục", "đổi tên hoặc chuyển tệp ấy đi chỗ khác")
        for path in inside
        if path.exists() and not path.is_dir()
    ]
    if faults:
        raise CatalogueFaults(faults)


def _plan_source(plan_id: str | None) -> Path:
    if plan_id is None:
        return config_dir() / _EXAMPLE_PLAN
    if plan_id not in plan_ids():
        what = f"không có kế hoạch mẫu {shown(plan_id)}"
        raise CatalogueFaults([Fault("--plan", 0, what, did_you_mean(plan_id, plan_ids()))])
    return config_dir() / "plans" / f"{plan_id}.yaml"
