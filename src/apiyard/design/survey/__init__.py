"""What a description holds, part by part: paths, operations, parameters, responses, schemas and their names."""
