"""What Alembic runs: the migrations, inside the transaction that `upgrade` opened."""

from alembic import context

from facilitator.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=False,
)
context.run_migrations()
