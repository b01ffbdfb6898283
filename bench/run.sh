#!/usr/bin/env bash
# Measures Foyer beside its peers: docs/performance.md. Needs JDK 17 or later, Maven and Node.js 20 or later.
# JAVA_HOME names the JDK that the servers in Java run on; without it, it is the one of the PATH.
#   bench/run.sh            everything
#   bench/run.sh --help     what can be chosen
set -euo pipefail
cd "$(dirname "$0")/.."

# Another run may be under way: a question disturbs nobody.
if [[ " $* " == *" --help "* && -d bench/target/classes ]]; then
  exec java -cp "$PWD/bench/target/classes:$PWD/bench/target/lib/*" foyer.bench.Bench --help
fi

# BUILD=no measures what was built before.
if [ "${BUILD:-yes}" = yes ]; then
  mvn -B -q --no-transfer-progress package -Dskip.webapp=true -Dskip.unit-tests=true
  mvn -B -q --no-transfer-progress -f bench package -DskipTests
  (cd bench/peers/socket.io && npm ci --silent)
fi

# Logs and folders of the servers of the last run
rm -rf bench/target/work

# Each connection is an open file, here and in the server.
ulimit -n "$(ulimit -H -n)"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Dfoyer.project="$PWD" -cp "$PWD/bench/target/classes:$PWD/bench/target/lib/*" foyer.bench.Bench "$@"
