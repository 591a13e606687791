"""Alembic's way in: it works on the connection and the metadata that core.migrate gives."""

from alembic import context

from lti_social.core.migrate import OPTIONS

given = context.config.attributes

context.configure(
    connection=given["connection"], target_metadata=given.get("metadata"), **OPTIONS
)
with context.begin_transaction():
    context.run_migrations()
