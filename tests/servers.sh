# Private servers for tests and benchmarks, on free ports of this machine only.
# Source it. Whatever it starts ends with the shell that sourced it, however that ends.

stage=$(mktemp -d "${TMPDIR:-/tmp}/mulin.XXXXXX")
chmod 755 "$stage"
started=()
postgres_data=

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

postgres_bin() {
    local newest
    newest=$(find /usr/lib/postgresql/*/bin -maxdepth 0 2>/dev/null | sort -V | tail -n 1)
    echo "${newest:-$(pg_config --bindir)}"
}

free_port() {
    node -e 'const s = require("net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

# start_postgres [SETTING=VALUE…]: sets MULIN_TEST_POSTGRES_URL to a database whose owner is no superuser, as in production.
start_postgres() {
    local bin port setting options
    bin=$(postgres_bin)
    port=$(free_port)
    postgres_data=$stage/postgres
    mkdir -p "$postgres_data"
    [ "$(id -u)" != 0 ] || chown postgres "$postgres_data"
    options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_data -c max_connections=300"
    for setting in "$@"; do options+=" -c $setting"; done
    (cd "$postgres_data" && as_postgres "$bin/initdb" -D "$postgres_data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$stage/initdb.log")
    (cd "$postgres_data" && as_postgres "$bin/pg_ctl" -D "$postgres_data" -l "$postgres_data/log" -o "$options" -w start >/dev/null)
    "$bin/psql" -q -h 127.0.0.1 -p "$port" -U postgres -c 'CREATE ROLE mulin LOGIN CREATEDB CREATEROLE' -c 'CREATE DATABASE mulin OWNER mulin'
    export MULIN_TEST_POSTGRES_URL="postgres://mulin@127.0.0.1:$port/mulin"
}

# start_redis: sets MULIN_TEST_REDIS_URL.
start_redis() {
    local port
    port=$(free_port)
    redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$stage" >"$stage/redis.log" 2>&1 &
    started+=($!)
    until redis-cli -p "$port" ping >/dev/null 2>&1; do
        kill -0 "${started[-1]}" || { cat "$stage/redis.log"; return 1; }
        sleep 0.1
    done
    export MULIN_TEST_REDIS_URL="redis://127.0.0.1:$port"
}

stop_servers() {
    local pid
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    [ -z "$postgres_data" ] || (cd / && as_postgres "$(postgres_bin)/pg_ctl" -D "$postgres_data" -m immediate -w stop >/dev/null 2>&1) || true
    for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$stage"
}

trap stop_servers EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
