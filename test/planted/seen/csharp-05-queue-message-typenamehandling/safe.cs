using Newtonsoft.Json;

namespace Acme.Jobs.Messaging;

public sealed class JobMessageSerializer
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        MissingMemberHandling = MissingMemberHandling.Ignore,
        DateParseHandling = DateParseHandling.DateTimeOffset,
    };

    // Partners post jobs of several kinds to the public ingest queue.
    public IJob? Read(string kind, string body) => kind switch
    {
        "resize" => JsonConvert.DeserializeObject<ResizeJob>(body, Settings),
        "transcode" => JsonConvert.DeserializeObject<TranscodeJob>(body, Settings),
        _ => null,
    };

    public string Write(IJob job) => JsonConvert.SerializeObject(job, Settings);
}
