"""The first schema."""

from __future__ import annotations

from alembic import op

from monitor.storage.migrations.tables_r0001 import metadata

revision = "r0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

APPEND_ONLY = ("audit", "closing", "decision", "event", "verdict")


def upgrade() -> None:
    """All tables, and the triggers that keep history as it was written (S20, I20)."""
    bind = op.get_bind()
    metadata.create_all(bind, checkfirst=False)
    if bind.dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for name in APPEND_ONLY:
        for statement in _guards(name, bind.dialect.name):
            op.execute(statement)


def _guards(name: str, dialect: str) -> list[str]:
    if dialect == "postgresql":
        return [
            f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        ]
    return [
        f"CREATE TRIGGER {name}_no_{action.lower()} BEFORE {action} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        for action in ("UPDATE", "DELETE")
    ]


def downgrade() -> None:
    """There is nothing before the first schema; a copy is restored instead."""
    raise NotImplementedError("restore a backup made before the upgrade")
