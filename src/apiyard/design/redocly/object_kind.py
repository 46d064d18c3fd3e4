"""The kinds of objects that the formats of documents know, and which member of one holds which other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from apiyard.core.noun import dataclass, field

REST = "*"
"""Stands for the members that have no name of their own."""
EACH = "[]"
"""Stands for the items of an array."""

_SCHEMA = """
Schema: externalDocs=ExternalDocs discriminator=Discriminator allOf=AllOf anyOf=AnyOf oneOf=OneOf not=Schema
 properties=SchemaProperties items=Schema additionalProperties=Schema xml=Xml x-
AllOf: []=Schema
AnyOf: []=Schema
OneOf: []=Schema
SchemaList: []=Schema
SchemaMap: *=Schema
SchemaProperties: *=Schema
Discriminator: mapping=DiscriminatorMapping x-
DiscriminatorMapping:
ExternalDocs: x-
Xml: x-
NamedSchemas: *=Schema
"""
_LATER_SCHEMA = """
Schema: definitions=NamedSchemas $defs=NamedSchemas externalDocs=ExternalDocs discriminator=Discriminator allOf=AllOf
 anyOf=AnyOf oneOf=OneOf not=Schema if=Schema then=Schema else=Schema dependentSchemas=SchemaMap prefixItems=SchemaList
 contains=Schema patternProperties=PatternProperties propertyNames=Schema unevaluatedItems=Schema
 unevaluatedProperties=Schema properties=SchemaProperties items=Schema additionalProperties=Schema
 contentSchema=Schema xml=Xml x-
PatternProperties: *=Schema
"""
_SHARED = """
Tag: externalDocs=ExternalDocs x-
TagList: []=Tag
TagGroups: []=TagGroup
TagGroup: x-
SecurityRequirement:
SecurityRequirementList: []=SecurityRequirement
Info: contact=Contact license=License x-logo=Logo x-
Contact: x-
License: x-
Logo: x-
Paths: /=PathItem x-
ParameterList: []=Parameter
Responses: default=Response status=Response x-
ExamplesMap: *=Example
Example: x-
NamedResponses: *=Response
NamedParameters: *=Parameter
NamedSecuritySchemes: *=SecurityScheme
"""
_OAS2 = """
Root: info=Info paths=Paths definitions=NamedSchemas parameters=NamedParameters responses=NamedResponses
 securityDefinitions=NamedSecuritySchemes security=SecurityRequirementList tags=TagList externalDocs=ExternalDocs
 x-tagGroups=TagGroups x-
PathItem: parameters=ParameterList get=Operation put=Operation post=Operation delete=Operation options=Operation
 head=Operation patch=Operation x-
Parameter: schema=Schema items=ParameterItems x-examples=ExamplesMap x-
ParameterItems: items=ParameterItems x-
Operation: externalDocs=ExternalDocs parameters=ParameterList responses=Responses security=SecurityRequirementList x-
Response: schema=Schema headers=HeaderMap examples=Examples x-
Examples:
HeaderMap: *=Header
Header: items=ParameterItems x-
Schema: items=Schema allOf=SchemaList properties=SchemaProperties additionalProperties=Schema xml=Xml
 externalDocs=ExternalDocs x-
SecurityScheme: scopes=Scopes x-
Scopes: x-
"""
_OAS30 = """
Root: info=Info servers=ServerList security=SecurityRequirementList tags=TagList externalDocs=ExternalDocs paths=Paths
 components=Components x-webhooks=WebhooksMap x-tagGroups=TagGroups x-
Server: variables=ServerVariablesMap x-
ServerList: []=Server
ServerVariable: x-
ServerVariablesMap: *=ServerVariable
WebhooksMap: *=PathItem
PathItem: servers=ServerList parameters=ParameterList get=Operation put=Operation post=Operation delete=Operation
 options=Operation head=Operation patch=Operation trace=Operation x-query=Operation x-
Parameter: schema=Schema examples=ExamplesMap content=MediaTypesMap x-
Operation: externalDocs=ExternalDocs parameters=ParameterList security=SecurityRequirementList servers=ServerList
 requestBody=RequestBody responses=Responses callbacks=CallbacksMap x-
Callback: *=PathItem x-
CallbacksMap: *=Callback
RequestBody: content=MediaTypesMap x-
MediaTypesMap: *=MediaType
MediaType: schema=Schema examples=ExamplesMap encoding=EncodingMap x-
Encoding: headers=HeadersMap x-
EncodingMap: *=Encoding
Header: schema=Schema examples=ExamplesMap content=MediaTypesMap x-
HeadersMap: *=Header
Response: headers=HeadersMap content=MediaTypesMap links=LinksMap x-
Link: server=Server x-
LinksMap: *=Link
Components: parameters=NamedParameters schemas=NamedSchemas responses=NamedResponses examples=NamedExamples
 requestBodies=NamedRequestBodies headers=NamedHeaders securitySchemes=NamedSecuritySchemes links=NamedLinks
 callbacks=NamedCallbacks x-
NamedExamples: *=Example
NamedRequestBodies: *=RequestBody
NamedHeaders: *=Header
NamedLinks: *=Link
NamedCallbacks: *=Callback
SecurityScheme: flows=OAuth2Flows x-
OAuth2Flows: implicit=Flow password=Flow clientCredentials=Flow authorizationCode=Flow x-
Flow: x-
"""
_OAS31 = """
Root: info=Info servers=ServerList security=SecurityRequirementList tags=TagList externalDocs=ExternalDocs paths=Paths
 webhooks=WebhooksMap components=Components x-
Components: parameters=NamedParameters schemas=NamedSchemas responses=NamedResponses examples=NamedExamples
 requestBodies=NamedRequestBodies headers=NamedHeaders securitySchemes=NamedSecuritySchemes links=NamedLinks
 callbacks=NamedCallbacks pathItems=NamedPathItems x-
NamedPathItems: *=PathItem
"""
_OAS32 = """
PathItem: servers=ServerList parameters=ParameterList get=Operation put=Operation post=Operation delete=Operation
 options=Operation head=Operation patch=Operation trace=Operation x-query=Operation query=Operation
 additionalOperations=OperationMap x-
OperationMap: *=Operation
MediaType: schema=Schema examples=ExamplesMap encoding=EncodingMap itemSchema=Schema prefixEncoding=EncodingList
 itemEncoding=Encoding x-
EncodingList: []=Encoding
Encoding: headers=HeadersMap encoding=EncodingMap prefixEncoding=EncodingList itemEncoding=Encoding x-
Components: parameters=NamedParameters schemas=NamedSchemas responses=NamedResponses examples=NamedExamples
 requestBodies=NamedRequestBodies headers=NamedHeaders securitySchemes=NamedSecuritySchemes links=NamedLinks
 callbacks=NamedCallbacks pathItems=NamedPathItems mediaTypes=NamedMediaTypes x-
NamedMediaTypes: *=MediaType
OAuth2Flows: implicit=Flow password=Flow clientCredentials=Flow authorizationCode=Flow deviceAuthorization=Flow x-
"""
_ARAZZO = """
Root: info=Info sourceDescriptions=SourceDescriptions workflows=Workflows components=Components x-
Info: x-
SourceDescriptions: []=SourceDescription
SourceDescription: x-
Parameters: []=Parameter
Parameter: x-
Workflows: []=Workflow
Workflow: parameters=Parameters inputs=Schema outputs=Outputs steps=Steps successActions=Actions
 failureActions=Actions x-
Steps: []=Step
Step: parameters=Parameters successCriteria=CriterionObjectList onSuccess=Actions onFailure=Actions outputs=Outputs
 requestBody=RequestBody x-
RequestBody: x-
Outputs: x-
CriterionObjectList: []=CriterionObject
CriterionObject: x-
Actions: []=Action
Action: criteria=CriterionObjectList x-
Components: inputs=NamedInputs parameters=NamedParameters successActions=NamedActions failureActions=NamedActions x-
NamedInputs: *=Schema
NamedParameters: *=Parameter
NamedActions: *=Action
"""
_BY_FORMAT = {
    "oas2": (_SCHEMA, _SHARED, _OAS2),
    "oas3_0": (_SCHEMA, _SHARED, _OAS30),
    "oas3_1": (_SCHEMA, _LATER_SCHEMA, _SHARED, _OAS30, _OAS31),
    "oas3_2": (_SCHEMA, _LATER_SCHEMA, _SHARED, _OAS30, _OAS31, _OAS32),
    "arazzo1_0": (_SCHEMA, _LATER_SCHEMA, _ARAZZO),
    "arazzo1_1": (_SCHEMA, _LATER_SCHEMA, _ARAZZO),
}


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """A kind of object or array.

    Args:
        name: what it is called.
        members: the kind that each member holds, by the member's name.
        rest: the kind that all other members hold; ``""`` for none.
        each: the kind of each item; ``""`` for an object.
        extended: whether it may have members whose names start with ``x-``.
        paths: the kind of members whose names start with a slash.
        statuses: the kind of members whose names are statuses such as ``404`` and ``4XX``.
    """

    name: str
    members: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    each: str = ""
    extended: bool = False
    paths: str = ""
    statuses: str = ""


@cache
def object_kinds(version: str) -> Mapping[str, ObjectKind]:
    """Give the kinds of objects of a format by their names.

    Args:
        version: the format, such as ``oas3_1``.
    """
    kinds: dict[str, ObjectKind] = {}
    for text in _BY_FORMAT[version]:
        for line in text.replace("\n ", " ").strip().splitlines():
            name, _, told = line.partition(":")
            kinds[name] = _kind(name, told.split())
    return kinds


def version_of(formats: frozenset[str]) -> str:
    """Give which of the formats with kinds of objects a document has; ``""`` for none.

    Args:
        formats: all formats of the document.
    """
    return next((each for each in _BY_FORMAT if each in formats), "")


def _kind(name: str, told: list[str]) -> ObjectKind:
    members = dict(each.split("=") for each in told if "=" in each)
    return ObjectKind(
        name,
        {key: kind for key, kind in members.items() if key not in {REST, EACH, "/", "status"}},
        members.get(REST, ""),
        members.get(EACH, ""),
        "x-" in told,
        members.get("/", ""),
        members.get("status", ""),
    )
