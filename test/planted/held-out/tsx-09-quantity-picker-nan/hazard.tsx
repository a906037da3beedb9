import * as React from 'react'

interface Props {
  unitPrice: number
  onAdd(quantity: number): void
}

export class QuantityPicker extends React.Component<Props, { raw: string; error?: string }> {
  state = { raw: '1', error: undefined }

  private submit = (event: React.FormEvent) => {
    event.preventDefault()
    const quantity = parseInt(this.state.raw, 10)
    if (quantity === NaN) {
      this.setState({ error: 'Quantity must be a number' })
      return
    }
    this.setState({ error: undefined })
    this.props.onAdd(Math.max(1, quantity))
  }

  render() {
    const { raw, error } = this.state
    return (
      <form onSubmit={this.submit}>
        <input value={raw} onChange={(e) => this.setState({ raw: e.target.value })} />
        <button>Add at {this.props.unitPrice.toFixed(2)}</button>
        {error ? <p className="error">{error}</p> : null}
      </form>
    )
  }
}
