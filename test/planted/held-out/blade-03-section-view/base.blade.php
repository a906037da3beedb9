<x-app-layout>
    <x-slot name="header">
        <h2>{{ __('Settings') }}</h2>
    </x-slot>

    <nav class="flex gap-4">
        @foreach (['profile', 'billing', 'team'] as $name)
            <a href="{{ route('settings', ['section' => $name]) }}">{{ __(ucfirst($name)) }}</a>
        @endforeach
    </nav>

    <div class="max-w-xl">
        @include('settings.profile')
    </div>

    @if (session('status') === 'saved')
        <p>{{ __('Saved.') }}</p>
    @endif
</x-app-layout>
