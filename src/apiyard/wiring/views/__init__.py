"""What the pages of the portal show, one file each; every file exports VIEW."""
