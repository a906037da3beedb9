using System.Diagnostics;

namespace Acme.Media.Worker.Thumbnails;

public sealed class ThumbnailRenderer
{
    private readonly string _outputDirectory;

    public ThumbnailRenderer(string outputDirectory)
    {
        _outputDirectory = outputDirectory;
    }

    /// <summary>Renders a 320px preview of an uploaded clip, titled with the name the client gave it.</summary>
    public async Task<string> RenderAsync(string sourcePath, string clientFileName, CancellationToken ct)
    {
        var target = Path.Combine(_outputDirectory, Guid.NewGuid().ToString("N") + ".png");
        var startInfo = new ProcessStartInfo("/bin/sh")
        {
            Arguments = $"-c \"ffmpeg -v error -i '{sourcePath}' -vf scale=320:-1 -frames:v 1 -metadata title='{clientFileName}' '{target}'\"",
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        using var process = Process.Start(startInfo)
            ?? throw new InvalidOperationException("could not start the renderer");
        var errors = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"renderer exited with {process.ExitCode}: {errors}");
        }

        return target;
    }
}
