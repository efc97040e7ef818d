#!/bin/sh
# The owner of the schema is no superuser: it makes the two roles that requests and workers take on, and nothing above them.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v password="$MULIN_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE mulin LOGIN PASSWORD :'password' CREATEROLE;
CREATE DATABASE mulin OWNER mulin;
SQL
