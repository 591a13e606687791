"""The course's outline as its people meet it, and what was made on each resource."""
