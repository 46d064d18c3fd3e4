"""An operation with form fields consumes forms."""

from __future__ import annotations

from apiyard.design.functions.oas.oas_op_form_data_consume_check import FUNCTION as CONSUMES
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-operation-form-data-consume-check",
    name="oas2-operation-formData-consume-check",
    why="Form fields can only be sent in a body of a form's media type.",
    description='An operation with "formData" parameters must consume one of the two media types of forms.',
    formats=("oas2",),
    given=("#OperationObject",),
    then=(Then(CONSUMES),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      consumes: [multipart/form-data]
      parameters: [{name: photo, in: formData, type: file}]
      responses: {"200": {description: All pets.}}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      consumes: [application/json]
      parameters: [{name: photo, in: formData, type: file}]
      responses: {"200": {description: All pets.}}
""",
    ),
)
