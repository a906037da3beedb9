plugins {
    id("com.android.application")
    kotlin("android")
}

android {
    namespace = "com.example.courier"
    compileSdk = 35

    defaultConfig {
        applicationId = "com.example.courier"
        minSdk = 26
        targetSdk = 35
        versionCode = 118
        versionName = "4.7.0"
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(
                getDefaultProguardFile("proguard-android-optimize.txt"),
                "proguard-rules.pro",
            )
        }
        create("field") {
            initWith(getByName("release"))
            matchingFallbacks += "release"
            applicationIdSuffix = ".field"
            signingConfig = signingConfigs.getByName("debug")
            isDebuggable = true
        }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
}

dependencies {
    implementation("androidx.core:core-ktx:1.16.0")
    implementation("androidx.work:work-runtime-ktx:2.10.1")
    testImplementation("junit:junit:4.13.2")
}
