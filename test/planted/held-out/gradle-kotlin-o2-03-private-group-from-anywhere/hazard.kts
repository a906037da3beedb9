pluginManagement {
    repositories {
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        mavenCentral()
        maven {
            url = uri("https://packages.example.com/maven/internal")
            credentials(PasswordCredentials::class)
            name = "internal"
        }
    }
    versionCatalogs {
        create("libs") {
            version("jackson", "2.19.0")
            library("jackson-databind", "com.fasterxml.jackson.core", "jackson-databind").versionRef("jackson")
            library("audit-log", "com.example.internal", "audit-log").version("1.8.2")
        }
    }
}

rootProject.name = "customer-portal"

include("api", "domain", "web")
