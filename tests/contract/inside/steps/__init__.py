"""One file for each tag: SOUND has a request to each operation that succeeds, `play` is the tag's part in the scenario.

An operation that needs nothing, no path and no body, needs no entry in SOUND.
"""
