"""One module per script; each offers `main(arguments) -> exit status`."""
