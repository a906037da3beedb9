package com.acme.exports

import io.ktor.http.HttpStatusCode
import io.ktor.server.application.call
import io.ktor.server.response.respond
import io.ktor.server.response.respondFile
import io.ktor.server.routing.Route
import io.ktor.server.routing.get
import io.ktor.server.routing.route
import java.io.File

fun Route.exportRoutes(root: File) {
    route("/exports") {
        get {
            call.respond(root.list().orEmpty().sorted())
        }
        get("/{path...}") {
            val name = call.parameters.getAll("path").orEmpty().joinToString("/")
            val file = File(root, name)
            if (!file.isFile) {
                return@get call.respond(HttpStatusCode.NotFound)
            }
            call.respondFile(file)
        }
        get("/health") {
            call.respond(HttpStatusCode.OK)
        }
    }
}
