#!/bin/sh
# The plugin of Material for MkDocs that makes a site work without a network puts a script from the network on each page.
#
# Built with the "offline" plugin, which is there so that a site opens from the disk (its search too), every page holds
# a <script> with an address at unpkg.com: a shim for the search's worker. Built without the plugin, no page asks anything
# of another host. Whoever builds a site for people without a network, or who do not want to be seen reading it, turns
# "offline" on and gets the one request that was not there before; only the "privacy" plugin, which fetches the script
# while building, takes it away again.
#
# Leaves with 0 while it is so, with 1 when the package behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mkdocs-material==9.8.2 mkdocs==1.6.1
mkdir "$folder/docs"
printf '# A page\n\nSome words.\n' > "$folder/docs/index.md"
for plugins in "[search]" "[search, offline]"; do
    printf 'site_name: A site\ntheme: {name: material, font: false}\nuse_directory_urls: false\nplugins: %s\n' "$plugins" \
        > "$folder/mkdocs.yml"
    NO_MKDOCS_2_WARNING=1 "$folder/venv/bin/mkdocs" build --quiet --config-file "$folder/mkdocs.yml" --site-dir "$folder/site"
    asked=$(grep -o '<script[^>]*src="http[^"]*"' "$folder/site/index.html" | sed 's/.*src="//; s/"$//' || true)
    echo "plugins: $plugins   scripts from another host: ${asked:-none}"
    case $plugins in
        "[search]") without=$asked ;;
        *) with=$asked ;;
    esac
done
"$folder/venv/bin/pip" list 2>/dev/null | grep -i '^mkdocs-material '
[ -z "$without" ] && [ "$with" = "https://unpkg.com/iframe-worker/shim" ]
