# What has to pass before anything is merged.
ci:
    .ci/run

# The main job, on the shipped example.
compare:
    cargo run --release -- compare scenarios/hetianxia.toml

# Queues with exact answers.
verify:
    cargo run --release -- verify tests/validation
