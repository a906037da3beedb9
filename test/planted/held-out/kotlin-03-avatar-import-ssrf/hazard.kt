package com.acme.profile

import io.ktor.client.HttpClient
import io.ktor.client.request.get
import io.ktor.client.statement.readRawBytes
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.call
import io.ktor.server.request.receive
import io.ktor.server.response.respond
import io.ktor.server.routing.Route
import io.ktor.server.routing.post
import kotlinx.serialization.Serializable

@Serializable
data class AvatarImport(val url: String)

fun Route.avatarImport(client: HttpClient, avatars: AvatarStore) {
    post("/me/avatar/import") {
        val request = call.receive<AvatarImport>()
        val bytes = client.get(request.url).readRawBytes()
        if (bytes.size > 512 * 1024) {
            return@post call.respond(HttpStatusCode.PayloadTooLarge)
        }
        avatars.store(call.userId(), bytes)
        call.respond(HttpStatusCode.NoContent)
    }
}
