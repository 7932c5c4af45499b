"""The third schema: titles in other words."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "r0003"
down_revision: str | None = "r0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """A new column; nothing that stands is changed."""
    op.add_column("publication", Column("also_titled", Text))


def downgrade() -> None:
    """History is never taken apart; a copy is restored instead."""
    raise NotImplementedError("restore a backup made before the upgrade")
