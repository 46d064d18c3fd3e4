"""Reading OpenAPI documents: what does the document say, and does an exchange keep to it?"""
