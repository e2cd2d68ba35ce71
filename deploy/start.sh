#!/bin/sh
# Starts the bot in a state folder, which it is called in and which holds all that changes: corpus/ and var/.
# Called as: start.sh PROGRAM, where PROGRAM is the folder that the program and its .venv are in.
set -eu

program=$1
export PYTHONPATH="$program" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
corpus=${VERBATIM_CORPUS:-corpus}
# An empty line of .env, or one that gives what is the default anyway, does not undo what the image sets.
export DISCORD_HEALTH_PORT="${DISCORD_HEALTH_PORT:-${DEFAULT_HEALTH_PORT:-}}"
case "${VERBATIM_EXPORTED_MODEL:-var/model}" in
  var/model) export VERBATIM_EXPORTED_MODEL="${DEFAULT_EXPORTED_MODEL:-var/model}" ;;
esac

# The corpus is the moderators' from the first start on: an update of the program never touches it.
if [ ! -e "$corpus" ]; then
  echo "Copying the first articles to $corpus"
  cp -R "$program/corpus" "$corpus.new"
  mv "$corpus.new" "$corpus"
fi

# What cannot be built does not keep the bot down where an index serves already.
"$program/.venv/bin/python" -m index build || test -f "${VERBATIM_INDEX:-var/index}/CURRENT"
exec "$program/.venv/bin/python" -m bot run
