"""One file per kind of obligation (S16): ``judge(case) -> Verdict``. The folder is the register."""
