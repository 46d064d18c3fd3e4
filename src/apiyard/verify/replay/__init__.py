"""Write failures so that they can be sent again without apiyard."""
