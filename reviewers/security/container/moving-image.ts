/** Whether an image's name means whatever was pushed last: it has no tag and no digest, or `latest`. Names that are computed are not known. */
export function isMovingImage(image: string): boolean {
  if (image === '' || image === 'scratch' || image.includes('$') || image.includes('@')) return false;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}
