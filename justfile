# What has to pass before anything is merged.
ci:
    .ci/run

# The main job, on the shipped example.
compare:
    cargo run --release -- compare scenarios/hetianxia.toml --precision auto

# Queues with exact answers.
verify:
    cargo run --release -- verify tests/validation

# What other programs found.
recorded:
    cargo run --release -- verify tests/recorded

# docs/validation.md, made anew.
validation-page:
    cargo run --release -- verify tests/validation tests/recorded --seeds 1,2,3 --markdown docs/validation.md

# Instructions a contact against the record; needs valgrind.
instructions:
    cargo build --release --locked
    benches/instructions.py

# Parts of the program, in nanoseconds.
bench *FILTER:
    cargo bench --locked -p peakstaff-benches -- {{FILTER}}

# docs/pictures, made anew from real runs.
pictures:
    docs/pictures.sh

# Pages of the reference in both books, made anew.
reference:
    cargo build --release --locked
    for lang in en zh; do for page in fields figures messages commands laws policies calendars platforms words terms; do target/release/peakstaff schema --format md --page $page --lang $lang > book/$lang/src/reference/$page.md; done; done

# Both books as pages for a browser, in book/en/book and book/zh/book; needs mdbook.
books:
    mdbook build book/en
    mdbook build book/zh
