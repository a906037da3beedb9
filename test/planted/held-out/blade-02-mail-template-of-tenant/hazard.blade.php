<x-mail::message>
# {{ $tenant->name }}

{!! Blade::render($tenant->greeting, ['customer' => $customer, 'order' => $order]) !!}

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
