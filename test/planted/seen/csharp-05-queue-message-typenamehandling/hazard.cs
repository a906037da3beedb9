using Newtonsoft.Json;

namespace Acme.Jobs.Messaging;

public sealed class JobMessageSerializer
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        MissingMemberHandling = MissingMemberHandling.Ignore,
        DateParseHandling = DateParseHandling.DateTimeOffset,
        TypeNameHandling = TypeNameHandling.All,
    };

    // Partners post jobs of several kinds to the public ingest queue.
    public IJob? Read(string body) => JsonConvert.DeserializeObject<object>(body, Settings) as IJob;

    public string Write(IJob job) => JsonConvert.SerializeObject(job, Settings);
}
