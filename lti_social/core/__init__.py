"""The ground floor: settings, the database and its wall, jobs, and what can go wrong."""
