import yaml
from fastapi import APIRouter, File, HTTPException, UploadFile
from pydantic import BaseModel, ValidationError

router = APIRouter(prefix="/pipelines")


class Pipeline(BaseModel):
    name: str
    steps: list[dict]


def parse_definition(raw: bytes) -> Pipeline:
    try:
        document = yaml.load(raw, Loader=yaml.SafeLoader)
    except yaml.YAMLError as exc:
        raise HTTPException(status_code=400, detail="not a YAML document") from exc
    try:
        return Pipeline.model_validate(document)
    except ValidationError as exc:
        raise HTTPException(status_code=422, detail=exc.errors()) from exc


@router.post("/")
async def create_pipeline(definition: UploadFile = File(...)):
    pipeline = parse_definition(await definition.read())
    return {"name": pipeline.name, "steps": len(pipeline.steps)}
