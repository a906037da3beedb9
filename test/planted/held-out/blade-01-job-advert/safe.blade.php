@extends('layouts.app')

@section('title', $job->title)

@section('content')
    <h1>{{ $job->title }}</h1>
    <p class="company">{{ $job->company->name }}, {{ $job->city }}</p>

    @can('update', $job)
        <a href="{{ route('jobs.edit', $job) }}">{{ __('Edit') }}</a>
    @endcan

    <div class="advert">
        {!! nl2br(e($job->text)) !!}
    </div>

    @if ($job->salary_from)
        <p>{{ __('from :amount', ['amount' => Number::currency($job->salary_from, 'EUR')]) }}</p>
    @endif

    @include('jobs.partials.apply', ['job' => $job])
@endsection
