"""draft verdicts"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.alter_column("there", existing_type=sa.BOOLEAN(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM verdict WHERE there IS NULL")
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.alter_column("there", existing_type=sa.BOOLEAN(), nullable=False)
