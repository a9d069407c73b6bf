#!/usr/bin/env bash
# Makes the pictures of the documents, docs/pictures/*.svg, from real runs. From anywhere in the tree, or `just pictures`.
# PEAKSTAFF names the program; without it the release build is made and taken.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${PEAKSTAFF:-target/release/peakstaff}
[ -n "${PEAKSTAFF:-}" ] || cargo build --release --locked
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p docs/pictures
for lang in en zh; do
    "$program" compare scenarios/apparel_double11.toml --design alone --design all --case base --replications 20 \
        --no-assumptions --lang "$lang" --quiet --out "$work/$lang" >"$work/$lang.txt"
    for chart in peak_day-2025-11-11 how_often wave week-contact-presale_all; do
        name=${chart%-2025-11-11}
        cp "$work/$lang/charts/$chart.svg" "docs/pictures/${name%_all}.$lang.svg"
    done
done
ls -l docs/pictures
