using Newtonsoft.Json;

namespace Acme.Jobs.Messaging;

public sealed class JobMessageSerializer
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        MissingMemberHandling = MissingMemberHandling.Ignore,
        DateParseHandling = DateParseHandling.DateTimeOffset,
    };

    public ResizeJob? Read(string body) => JsonConvert.DeserializeObject<ResizeJob>(body, Settings);

    public string Write(IJob job) => JsonConvert.SerializeObject(job, Settings);
}
