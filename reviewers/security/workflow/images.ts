import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { isMovingImage } from '../container/moving-image.ts';
import type { YamlPlace } from '../configuration/yaml-place.ts';
import type { Job, Workflow } from './workflow.ts';

/** Images that a job, its services or its steps run in, and that are whatever was pushed last. */
export function movingImages({ jobs }: Workflow): ConfigurationHazard[] {
  return jobs.flatMap((job) =>
    imagesOf(job).flatMap((place): ConfigurationHazard[] => {
      const image = place.words.trim().replace(/^docker:\/\//, '');
      if (!isMovingImage(image)) return [];
      return [
        {
          rule: 'moving-image',
          identity: image,
          lines: [place.line],
          title: `\`${image}\` is whatever was pushed last`,
          explanation:
            'The next run takes another image, with the token and secrets of the job at hand. Name a version, or a digest.',
          failureScenario: {
            description:
              'A new major version is pushed, or somebody else’s image under this name: the next run of any branch takes it.',
          },
        },
      ];
    }),
  );
}

function imagesOf({ place, steps }: Job): YamlPlace[] {
  const image = (one: YamlPlace): YamlPlace => (one.text === null ? one.at('image') : one);
  const services = place.at('services');
  const used = steps.map((step) => step.place.at('uses')).filter(({ words }) => words.trim().startsWith('docker://'));
  return [image(place.at('container')), ...used, ...services.keys.map((name) => image(services.at(name)))];
}
