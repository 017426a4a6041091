"""What libraries and the system say to a person in their own words, as the catalogue needs it: each with its fields.

A test provokes those of the command line and of the settings, so that a library's new wording is noticed.
"""

from __future__ import annotations

from worker.messages import message

TYPER = (
    message("Usage:"),
    message("Arguments"),
    message("Options"),
    message("Commands"),
    message("default: {default}"),
    message("required"),
    message("Show this message and exit."),
    message("Install completion for the current shell."),
    message("Show completion for the current shell, to copy it or customize the installation."),
    message("No such option: {option}"),
    message("No such option: {option} (Possible options: {options})"),
    message("No such command {name}."),
    message("No such command {name}. Did you mean {names}?"),
    message("Missing argument {name}."),
    message("Missing option {name}."),
    message("Invalid value for {name}: {what}"),
    message("Option {option} requires an argument."),
    message("Option {option} does not take a value."),
    message("Got unexpected extra argument(s) ({names})"),
    message("Value error, {value} is not one of {choices}."),
)
PYDANTIC = (
    message("Input should be a valid integer, unable to parse string as an integer"),
    message("Input should be a valid number, unable to parse string as a number"),
    message("Input should be a valid boolean, unable to interpret input"),
    message("Input should be a valid string"),
    message("Input is not a valid path"),
    message("Input should be greater than or equal to {least}"),
    message("Input should be greater than {least}"),
    message("Input should be less than or equal to {most}"),
    message("Input should be less than {most}"),
    message("String should match pattern '{pattern}'"),
    message("Input should be {choices}"),
)
TOML = (message("{what} (at line {line}, column {column})"), message("{what} (at end of document)"))
SYSTEM = (
    message("No such file or directory"),
    message("Permission denied"),
    message("Operation not permitted"),
    message("Is a directory"),
    message("Not a directory"),
    message("File exists"),
    message("Directory not empty"),
    message("File name too long"),
    message("No space left on device"),
    message("Disk quota exceeded"),
    message("Read-only file system"),
    message("Input/output error"),
    message("Too many open files"),
    message("Too many levels of symbolic links"),
    message("Invalid argument"),
    message("Broken pipe"),
    message("Address already in use"),
    message("Cannot assign requested address"),
    message("Connection refused"),
    message("Connection reset by peer"),
    message("Network is unreachable"),
    message("No route to host"),
    message("Name or service not known"),
    message("Temporary failure in name resolution"),
    message("Stale file handle"),
    message("Transport endpoint is not connected"),
    message("Text file busy"),
    message("timed out"),
)
