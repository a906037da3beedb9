<x-mail::message>
# {{ $tenant->name }}

{{ strtr($tenant->greeting, [':name' => $customer->name, ':order' => $order->number]) }}

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
