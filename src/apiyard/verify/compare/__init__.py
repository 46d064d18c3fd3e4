"""The same requests to several services: where do their answers differ?"""
