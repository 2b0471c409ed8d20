#!/bin/sh
# jrnl writes JSON and does not read it: --import takes the whole file for the text of one entry.
#
# `jrnl --format json` writes an object with a list of entries, each with a title, a body, a date and a time.
# One would expect `jrnl --import` to read that file, or to refuse it. It counts "1 imported" and ends with 0:
# the journal has one entry more, of now, whose title is "{". What --import reads is jrnl's own text, a line
# with the date in brackets for each entry; the same entries written so are all read.
#
# Leaves with 0 while it is so, with 1 when the program behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jrnl==4.6
for name in first json text; do
    : > "$folder/$name.txt"
done
cat > "$folder/jrnl.yaml" <<YAML
colors: {body: none, date: none, tags: none, title: none}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals:
  default: $folder/first.txt
  json: $folder/json.txt
  text: $folder/text.txt
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: 4.6
YAML
printf '[2020-08-29 11:11] A walk.\nBy the river.\n\n[2020-08-30 20:00] Home *\nSoup.\n' > "$folder/first.txt"
jrnl() {
    HOME="$folder" XDG_CONFIG_HOME="$folder" "$folder/venv/bin/jrnl" --config-file "$folder/jrnl.yaml" "$@"
}
"$folder/venv/bin/pip" list 2>/dev/null | grep "^jrnl "
jrnl --format json > "$folder/out.json"
jrnl --format text > "$folder/out.txt"
jrnl json --import --file "$folder/out.json"
jrnl text --import --file "$folder/out.txt"
echo "--- what its own JSON became"
head -3 "$folder/json.txt"
count() {
    grep -c '^\[[0-9]' "$folder/$1.txt"
}
echo "entries in the first journal: $(count first); read from its JSON: $(count json); from its text: $(count text)"
if [ "$(count first)" = 2 ] && [ "$(count json)" = 1 ] && [ "$(count text)" = 2 ]; then
    echo "still so"
else
    echo "it has changed"
    exit 1
fi
