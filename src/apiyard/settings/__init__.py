"""Settings of the program and files of the workspace, each field checked where it enters."""
