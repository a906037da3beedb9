<x-mail::message>
# {{ $tenant->name }}

{{ $tenant->greeting }}

<x-mail::table>
| {{ __('Article') }} | {{ __('Quantity') }} |
| :------------------ | -------------------: |
@foreach ($order->lines as $line)
| {{ $line->title }} | {{ $line->quantity }} |
@endforeach
</x-mail::table>

<x-mail::button :url="$order->url()">
{{ __('Show the order') }}
</x-mail::button>

{{ __('Thank you') }},<br>
{{ $tenant->name }}
</x-mail::message>
