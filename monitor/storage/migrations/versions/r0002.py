"""The second schema: what was added since the first."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String, Text

from monitor.storage.migrations.barred_r0002 import create_barred
from monitor.storage.migrations.files_r0002 import create_files
from monitor.storage.migrations.pruned_r0002 import create_pruned
from monitor.storage.migrations.zalo_r0002 import create_zalo

revision = "r0002"
down_revision: str | None = "r0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """New tables and columns; nothing that stands is changed."""
    op.add_column("duty", Column("basis", String(80)))
    op.add_column("publication", Column("sections", Text))
    create_zalo()
    create_files()
    create_barred()
    create_pruned()
    # The next letter is found without sorting all that were made at the same moment.
    op.drop_index("ix_message_rehearsal_state_created", "message")
    op.create_index("ix_message_rehearsal_state_created_id", "message", ["rehearsal", "state", "created", "id"])


def downgrade() -> None:
    """History is never taken apart; a copy is restored instead."""
    raise NotImplementedError("restore a backup made before the upgrade")
