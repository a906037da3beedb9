package com.acme.profile

import io.ktor.client.HttpClient
import io.ktor.client.request.get
import io.ktor.client.statement.readRawBytes
import io.ktor.http.HttpStatusCode
import io.ktor.http.URLBuilder
import io.ktor.http.URLProtocol
import io.ktor.http.appendPathSegments
import io.ktor.server.application.call
import io.ktor.server.request.receive
import io.ktor.server.response.respond
import io.ktor.server.routing.Route
import io.ktor.server.routing.post
import kotlinx.serialization.Serializable

@Serializable
data class AvatarImport(val gravatarHash: String)

private val HASH = Regex("[0-9a-f]{64}")

fun Route.avatarImport(client: HttpClient, avatars: AvatarStore) {
    post("/me/avatar/import") {
        val request = call.receive<AvatarImport>()
        if (!HASH.matches(request.gravatarHash)) {
            return@post call.respond(HttpStatusCode.BadRequest)
        }
        val url = URLBuilder(URLProtocol.HTTPS, "www.gravatar.com")
            .appendPathSegments("avatar", request.gravatarHash)
            .build()
        val bytes = client.get(url).readRawBytes()
        if (bytes.size > 512 * 1024) {
            return@post call.respond(HttpStatusCode.PayloadTooLarge)
        }
        avatars.store(call.userId(), bytes)
        call.respond(HttpStatusCode.NoContent)
    }
}
