plugins {
    `java-library`
    checkstyle
}

group = "com.example.billing"
version = "3.2.0"

repositories {
    mavenCentral()
    maven {
        name = "billing"
        url = uri("https://packages.example.com/maven/releases")
        content {
            includeGroup("com.example.ledger")
        }
    }
}

dependencies {
    api("org.slf4j:slf4j-api:2.0.17")
    implementation("com.example.ledger:ledger-client:5.1.3")
    testImplementation("org.junit.jupiter:junit-jupiter:5.12.2")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher:1.12.2")
}

java {
    toolchain {
        languageVersion = JavaLanguageVersion.of(21)
    }
    withSourcesJar()
}

tasks.test {
    useJUnitPlatform()
}
