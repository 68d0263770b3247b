"""The JavaScript package: templates, hand-written runtime, and how a type is written in TypeScript."""
